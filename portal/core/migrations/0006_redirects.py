"""Addresses that lead elsewhere by hand; themes that are part of a wider one."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_pending_revisions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Redirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=80, unique=True, verbose_name='code')),
                ('path', models.CharField(max_length=250, unique=True, validators=[django.core.validators.RegexValidator('^/[^\\s?#]*$', 'A path of this site, from its first slash on, without “?” or “#”.')], verbose_name='old path')),
                ('target', models.CharField(max_length=250, validators=[django.core.validators.RegexValidator('^/[^/\\s]\\S*$|^/$', 'An address of this site, from its first slash on.')], verbose_name='leads to')),
            ],
            options={
                'verbose_name': 'redirect',
                'verbose_name_plural': 'redirects',
                'ordering': ('path',),
            },
        ),
        migrations.AddField(
            model_name='theme',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrower', to='core.theme', verbose_name='part of'),
        ),
        migrations.AddConstraint(
            model_name='theme',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='core_theme_parent', violation_error_message='A record does not refer to itself.'),
        ),
    ]
