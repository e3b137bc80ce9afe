"""Prepared changes are pending revisions. Their old table stays until `manage.py prepare` has carried it over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("editing", "0002_prepared_change_authors")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="Preparation")]),
    ]
