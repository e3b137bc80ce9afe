"""The tables as they are, made in one step: a new database needs none of the steps that led here."""

import django.db.models.deletion
import portal.search.best_bets
import portal.search.models
from django.conf import settings
from django.db import migrations, models

from portal.search.fulltext import create, drop


class Migration(migrations.Migration):

    replaces = [('search', '0001_initial'), ('search', '0002_fulltext'), ('search', '0003_server'), ('search', '0004_fruitless'), ('search', '0005_without_server'), ('search', '0006_best_bets')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
        migrations.CreateModel(
            name='BestBet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(help_text='Short, stable, never translated: other records refer to it.', max_length=80, unique=True, verbose_name='code')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('review', 'in review'), ('published', 'published'), ('archived', 'archived')], default='draft', max_length=10, verbose_name='status')),
                ('publish_at', models.DateTimeField(blank=True, null=True, verbose_name='public from')),
                ('unpublish_at', models.DateTimeField(blank=True, null=True, verbose_name='public until')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='last confirmed on')),
                ('title', models.CharField(blank=True, help_text="Empty: the record's name.", max_length=200, verbose_name='words of the link')),
                ('title_fr', models.CharField(blank=True, help_text="Empty: the record's name.", max_length=200, null=True, verbose_name='words of the link')),
                ('title_en', models.CharField(blank=True, help_text="Empty: the record's name.", max_length=200, null=True, verbose_name='words of the link')),
                ('text', models.TextField(blank=True, verbose_name='what is found there')),
                ('text_fr', models.TextField(blank=True, null=True, verbose_name='what is found there')),
                ('text_en', models.TextField(blank=True, null=True, verbose_name='what is found there')),
                ('phrases', models.TextField(help_text='One word or phrase a line, as readers type it. Any ending will do.', max_length=1000, verbose_name='searched for')),
                ('phrases_fr', models.TextField(help_text='One word or phrase a line, as readers type it. Any ending will do.', max_length=1000, null=True, verbose_name='searched for')),
                ('phrases_en', models.TextField(help_text='One word or phrase a line, as readers type it. Any ending will do.', max_length=1000, null=True, verbose_name='searched for')),
                ('target', models.CharField(help_text='The name of a page, such as contact, or a record, such as country/CA.', max_length=110, validators=[portal.search.best_bets.validate_target], verbose_name='leads to')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('reviewed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='last confirmed by')),
            ],
            options={
                'verbose_name': 'best bet',
                'verbose_name_plural': 'best bets',
                'ordering': ('order', 'code'),
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review', 'published', 'archived'])), name='search_bestbet_status', violation_error_message='This value is not in the list.')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
