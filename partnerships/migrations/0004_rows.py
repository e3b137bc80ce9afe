"""Partnerships that are rows of the page of their type; types that belong to a network."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0003_reviewed_by'),
        ('portal_sites', '0003_not_itself'),
    ]

    operations = [
        migrations.AddField(
            model_name='modality',
            name='network',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='forms', to='portal_sites.network', verbose_name='network that it belongs to'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='has_page',
            field=models.BooleanField(default=True, help_text="Where there is no more to say than a sentence or two: not. It is then a row of its type's page.", verbose_name='has a page of its own'),
        ),
    ]
