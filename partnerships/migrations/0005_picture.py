"""A picture from the library for each record."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0001_initial'),
        ('partnerships', '0004_rows'),
    ]

    operations = [
        migrations.AddField(
            model_name='modality',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='From the library: shown at the top of the page, and where a link to it is shared.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.image', verbose_name='picture'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='From the library: shown at the top of the page, and where a link to it is shared.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.image', verbose_name='picture'),
        ),
        migrations.AddField(
            model_name='project',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='From the library: shown at the top of the page, and where a link to it is shared.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.image', verbose_name='picture'),
        ),
    ]
