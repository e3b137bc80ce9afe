"""A picture from the library for each record."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0001_initial'),
        ('portal_sites', '0003_not_itself'),
    ]

    operations = [
        migrations.AddField(
            model_name='institution',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='From the library: shown at the top of the page, and where a link to it is shared.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.image', verbose_name='picture'),
        ),
        migrations.AddField(
            model_name='network',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='From the library: shown at the top of the page, and where a link to it is shared.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.image', verbose_name='picture'),
        ),
        migrations.AddField(
            model_name='office',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='From the library: shown at the top of the page, and where a link to it is shared.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.image', verbose_name='picture'),
        ),
        migrations.AddField(
            model_name='programme',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='From the library: shown at the top of the page, and where a link to it is shared.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.image', verbose_name='picture'),
        ),
    ]
