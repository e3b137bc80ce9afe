"""Functions at institutions, and how to reach an office."""

import django.db.models.deletion
import portal.core.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_squashed'),
        ('portal_sites', '0004_picture'),
    ]

    operations = [
        migrations.AddField(
            model_name='office',
            name='contact',
            field=models.EmailField(blank=True, help_text='The e-mail address of a function, never of a person.', max_length=254, verbose_name='contact'),
        ),
        migrations.AddField(
            model_name='office',
            name='link',
            field=models.URLField(blank=True, help_text='Where more is said, such as the call itself.', verbose_name='page elsewhere'),
        ),
        migrations.AddField(
            model_name='office',
            name='phone',
            field=models.CharField(blank=True, help_text='With its country: +32 2 123 45 67.', max_length=30, verbose_name='telephone'),
        ),
        migrations.CreateModel(
            name='InstitutionFunction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', portal.core.fields.PartialDateField(verbose_name='as of')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('text', models.TextField(verbose_name='text')),
                ('text_fr', models.TextField(null=True, verbose_name='text')),
                ('text_en', models.TextField(null=True, verbose_name='text')),
                ('is_earlier', models.BooleanField(default=False, help_text='An older source says this where a newer one says something else.', verbose_name='earlier version')),
                ('kind', models.CharField(choices=[('coordinator', 'coordinator'), ('local-manager', 'local manager'), ('referent', 'referent')], max_length=15, verbose_name='function')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='functions', to='portal_sites.institution')),
                ('sources', models.ManyToManyField(blank=True, related_name='+', to='core.source', verbose_name='sources')),
            ],
            options={
                'verbose_name': 'function',
                'verbose_name_plural': 'functions',
                'ordering': ('is_earlier', 'order', 'pk'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['coordinator', 'local-manager', 'referent'])), name='portal_sites_institutionfunction_kind', violation_error_message='This value is not in the list.')],
            },
        ),
    ]
