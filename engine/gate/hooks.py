"""Where optional modules send, the gate stands before their own method: put there when the
registry is ready, and taken away before it is set up anew (as ``base_automation`` does).
"""

from .invitations import Invitations, told
from .texts import Texts


def _texts_to_many(origin):
    def _get_optout_record_ids(self, records, recipients_info):
        return [*origin(self, records, recipients_info),
                *Texts(self.env).left_out(self, records, recipients_info)]
    return _get_optout_record_ids


def _text_leaves(origin):
    def _send(self, *args, **kwargs):
        kept = self - Texts(self.env).stop(self)
        return origin(kept, *args, **kwargs) if kept else None
    return _send


def _survey_invites(origin):
    def action_invite(self):
        counts = Invitations(self.env).admit(self)
        done = origin(self)
        return done if not counts else {
            "type": "ir.actions.client", "tag": "display_notification", "params": {
                "type": "warning", "sticky": True, "message": told(self.env, counts),
                "next": done}}
    return action_invite


#: (model, its method) -> what stands before it
HOOKS = {
    ("sms.composer", "_get_optout_record_ids"): _texts_to_many,
    ("sms.sms", "_send"): _text_leaves,
    ("survey.invite", "action_invite"): _survey_invites,
}


def install(env):
    """Put the gate before the methods of those modules that are there."""
    for (model_name, name), make in HOOKS.items():
        if model_name in env:
            model = env.registry[model_name]
            if not hasattr(getattr(model, name), "privacy_origin"):
                origin = getattr(model, name)
                hook = make(origin)
                hook.privacy_origin = origin
                setattr(model, name, hook)


def remove(env):
    """Take it away again."""
    for model_name, name in HOOKS:
        if model_name in env:
            model = env.registry[model_name]
            if hasattr(vars(model).get(name), "privacy_origin"):
                delattr(model, name)
