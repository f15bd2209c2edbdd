from . import exit_task
