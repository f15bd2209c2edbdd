"""Data subjects' requests, in the order in which one goes its way.

public_form, portal, incoming_mail   the three ways in besides the desk; all call ``intake``
intake         what a request is made of             fixed      what nobody edits by hand
clock          deadline, pause, the one extension    reminders  who is told, and when
identity       who it is: asked, confirmed           codes      a code to a known address
moving         from state to state                   locks      two requests, one person
acting, closing   carry a right out, decide on it    rights/    what is particular to each right
letters, decision_letter   what the person reads     notices    recipients to tell (Art. 19)

The models of ``models/requests`` hold fields and buttons and call these.
"""
