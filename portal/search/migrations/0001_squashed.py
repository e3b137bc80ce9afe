"""The tables as they are, made in one step: a new database needs none of the steps that led here."""

import portal.search.models
from django.db import migrations, models

from portal.search.fulltext import create, drop


class Migration(migrations.Migration):

    replaces = [('search', '0001_initial'), ('search', '0002_fulltext'), ('search', '0003_server'), ('search', '0004_fruitless'), ('search', '0005_without_server')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='IndexState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('seen_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'state of the search index',
                'verbose_name_plural': 'state of the search index',
            },
        ),
        migrations.CreateModel(
            name='FruitlessSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=80, verbose_name='words')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('count', models.PositiveIntegerField(default=1, verbose_name='times')),
                ('last_on', models.DateField(verbose_name='last on')),
            ],
            options={
                'verbose_name': 'search without result',
                'verbose_name_plural': 'searches without result',
                'ordering': ('-count', '-last_on', 'words'),
                'constraints': [models.UniqueConstraint(fields=('words', 'language'), name='search_fruitless_once')],
            },
        ),
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8)),
                ('kind', models.CharField(max_length=20)),
                ('code', models.CharField(max_length=80)),
                ('object_id', models.BigIntegerField()),
                ('publish_at', models.DateTimeField(null=True)),
                ('unpublish_at', models.DateTimeField(null=True)),
                ('address', models.CharField(max_length=400)),
                ('title', models.CharField(max_length=250)),
                ('names', models.TextField()),
                ('summary', models.TextField()),
                ('body', models.TextField()),
                ('folded', models.TextField()),
                ('title_terms', models.TextField()),
                ('summary_terms', models.TextField()),
                ('terms', portal.search.models.Terms()),
            ],
            options={
                'verbose_name': 'search document',
                'verbose_name_plural': 'search documents',
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id', 'language'), name='search_document_once')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
