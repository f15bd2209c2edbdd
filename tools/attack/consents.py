"""D7: rewriting what somebody agreed to, and what they took back."""
from .world import Seen, all_of, refused


def rewrite_a_consent(world):
    """Undo a withdrawal, backdate, rewrite and delete consents, as user and as officer."""
    (purpose,) = world.officer.call("privacy.purpose", "search", [], limit=1)
    seen = []
    for client in (world.preparer, world.officer):
        contact = world.contact()
        (consent,) = client.call("privacy.consent.record", "create", [{
            "partner_id": contact, "purpose_id": purpose, "statement": "I agree"}])
        for vals in ({"date_given": "2020-01-01"}, {"statement": "I agree to all"},
                     {"purpose_id": purpose + 1}, {"partner_id": world.contact()},
                     {"source": "Fair"}, {"date_withdrawn": "2099-01-01"}):
            seen.append(_written(client, consent, vals))
        client.call("privacy.consent.record", "action_withdraw", [consent])
        for vals in ({"date_withdrawn": False}, {"date_withdrawn": "2020-01-01"},
                     {"active": False}, {"statement": "x"}):
            seen.append(_written(client, consent, vals))
        seen.append(refused(lambda client=client, consent=consent: client.call(
            "privacy.consent.record", "unlink", [consent])))
        seen.append(refused(lambda client=client, contact=contact: client.call(
            "privacy.consent.record", "create", [{
                "partner_id": contact, "purpose_id": purpose, "date_given": "2020-01-01"}])))
        acts = world.officer.call("privacy.evidence", "search_read", [
            ("partner_ref", "=", contact)], ["act"])
        known = [row["act"] for row in acts]
        seen.append(Seen({"consent_given", "consent_withdrawn"} <= set(known),
                         f"evidence: {', '.join(known)}"))
    return all_of(*seen)


def _written(client, consent, vals):
    return refused(lambda: client.call("privacy.consent.record", "write", [consent], vals))


def consent_for_somebody(world):
    """As a portal user, withdraw the consent of somebody else."""
    (purpose,) = world.officer.call("privacy.purpose", "search", [], limit=1)
    contact = world.contact()
    (consent,) = world.preparer.call("privacy.consent.record", "create", [{
        "partner_id": contact, "purpose_id": purpose}])
    eve = world.sign_up(world.address())
    answer = eve.post("/my/privacy/consent", "/my/privacy/new", act="withdraw", record=consent)
    (now,) = world.officer.call("privacy.consent.record", "read", [consent], ["date_withdrawn"])
    return Seen(not now["date_withdrawn"] and answer.status == 422,
                f"withdrawn: {bool(now['date_withdrawn'])}, answer {answer.status}")
