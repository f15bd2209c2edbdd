"""Consents that other systems report: who may, what is taken, and what follows from it."""
