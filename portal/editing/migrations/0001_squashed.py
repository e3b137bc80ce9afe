"""The tables as they are, made in one step: a new database needs none of the steps that led here."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('editing', '0001_initial'), ('editing', '0002_prepared_change_authors'), ('editing', '0003_no_preparations')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='Outdated',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
                ('object_id', models.PositiveBigIntegerField()),
                ('field', models.CharField(max_length=80)),
                ('language', models.CharField(max_length=8)),
                ('source_language', models.CharField(max_length=8)),
                ('was', models.TextField()),
                ('since', models.DateTimeField(auto_now_add=True)),
                ('owner_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                ('owner_id', models.PositiveBigIntegerField()),
            ],
            options={
                'verbose_name': 'translation to update',
                'verbose_name_plural': 'translations to update',
                'ordering': ('since', 'pk'),
                'indexes': [models.Index(fields=['owner_type', 'owner_id'], name='editing_out_owner_t_877e24_idx')],
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id', 'field', 'language', 'source_language'), name='editing_outdated_once')],
            },
        ),
    ]
