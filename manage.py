#!/usr/bin/env python3
"""Entry to Django's commands, and the portal's own (`loadcontent`, `dumpcontent`, `prepare`)."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
