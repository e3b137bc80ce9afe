"""The places in which projects of an instrument are signed."""

import django.db.models.deletion
import portal.core.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_redirects'),
        ('instruments', '0004_reviewed_by'),
        ('portal_sites', '0003_not_itself'),
    ]

    operations = [
        migrations.CreateModel(
            name='InstrumentPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', portal.core.fields.PartialDateField(verbose_name='as of')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='instruments.instrument')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instruments', to='portal_sites.place', verbose_name='place')),
                ('sources', models.ManyToManyField(blank=True, related_name='+', to='core.source', verbose_name='sources')),
            ],
            options={
                'verbose_name': 'place of the instrument',
                'verbose_name_plural': 'places of the instrument',
                'ordering': ('order', 'pk'),
            },
        ),
    ]
