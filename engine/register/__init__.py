"""The register of processing activities (Art. 30 GDPR), made from the records that act."""
