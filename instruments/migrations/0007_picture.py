"""A picture from the library for each record."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('instruments', '0006_irp_places'),
        ('library', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='call',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='From the library: shown at the top of the page, and where a link to it is shared.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.image', verbose_name='picture'),
        ),
        migrations.AddField(
            model_name='cooperation',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='From the library: shown at the top of the page, and where a link to it is shared.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.image', verbose_name='picture'),
        ),
        migrations.AddField(
            model_name='instrument',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='From the library: shown at the top of the page, and where a link to it is shared.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.image', verbose_name='picture'),
        ),
    ]
