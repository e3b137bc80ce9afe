"""The tables as they are, made in one step: a new database needs none of the steps that led here."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import portal.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('core', '0001_initial'), ('core', '0002_changes'), ('core', '0003_reviewed_by'), ('core', '0004_revisions'), ('core', '0005_pending_revisions'), ('core', '0006_redirects'), ('core', '0007_measured'), ('core', '0008_pending_by_author')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(help_text='Short, stable, never translated: other records refer to it.', max_length=80, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('name_fr', models.CharField(max_length=200, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=200, null=True, verbose_name='name')),
                ('name_lang', models.CharField(blank=True, help_text='Only if the name is in another language than the page.', max_length=8, verbose_name='language of the name')),
                ('name_lang_fr', models.CharField(blank=True, help_text='Only if the name is in another language than the page.', max_length=8, null=True, verbose_name='language of the name')),
                ('name_lang_en', models.CharField(blank=True, help_text='Only if the name is in another language than the page.', max_length=8, null=True, verbose_name='language of the name')),
                ('sort_key', models.CharField(blank=True, db_index=True, editable=False, max_length=200)),
                ('sort_key_fr', models.CharField(blank=True, db_index=True, editable=False, max_length=200, null=True)),
                ('sort_key_en', models.CharField(blank=True, db_index=True, editable=False, max_length=200, null=True)),
            ],
            options={
                'verbose_name': 'theme',
                'verbose_name_plural': 'themes',
                'ordering': ('sort_key', 'code'),
            },
        ),
        migrations.CreateModel(
            name='Discrepancy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(help_text='Short, stable, never translated: other records refer to it.', max_length=80, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('name_fr', models.CharField(max_length=200, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=200, null=True, verbose_name='name')),
                ('name_lang', models.CharField(blank=True, help_text='Only if the name is in another language than the page.', max_length=8, verbose_name='language of the name')),
                ('name_lang_fr', models.CharField(blank=True, help_text='Only if the name is in another language than the page.', max_length=8, null=True, verbose_name='language of the name')),
                ('name_lang_en', models.CharField(blank=True, help_text='Only if the name is in another language than the page.', max_length=8, null=True, verbose_name='language of the name')),
                ('sort_key', models.CharField(blank=True, db_index=True, editable=False, max_length=200)),
                ('sort_key_fr', models.CharField(blank=True, db_index=True, editable=False, max_length=200, null=True)),
                ('sort_key_en', models.CharField(blank=True, db_index=True, editable=False, max_length=200, null=True)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('review', 'in review'), ('published', 'published'), ('archived', 'archived')], default='draft', max_length=10, verbose_name='status')),
                ('publish_at', models.DateTimeField(blank=True, null=True, verbose_name='public from')),
                ('unpublish_at', models.DateTimeField(blank=True, null=True, verbose_name='public until')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='last confirmed on')),
                ('reviewed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='last confirmed by')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('shown', models.TextField(verbose_name='what the portal shows, and why')),
                ('shown_fr', models.TextField(null=True, verbose_name='what the portal shows, and why')),
                ('shown_en', models.TextField(null=True, verbose_name='what the portal shows, and why')),
            ],
            options={
                'verbose_name': 'discrepancy',
                'verbose_name_plural': 'discrepancies',
                'ordering': ('order', 'code'),
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review', 'published', 'archived'])), name='core_discrepancy_status', violation_error_message='This value is not in the list.')],
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=80)),
                ('language', models.CharField(max_length=8)),
                ('slug', models.CharField(max_length=120)),
                ('object_id', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'former address',
                'verbose_name_plural': 'former addresses',
                'constraints': [models.UniqueConstraint(fields=('model', 'language', 'slug'), name='core_formeraddress_once')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=80, verbose_name='kind of record')),
                ('object_id', models.BigIntegerField(null=True)),
                ('code', models.CharField(max_length=80, verbose_name='code')),
                ('kind', models.CharField(choices=[('loaded', 'loaded from the content files'), ('saved', 'saved'), ('imported', 'imported from a table'), ('restored', 'brought back'), ('confirmed', 'confirmed: still true'), ('scheduled', 'prepared, then made public'), ('deleted', 'deleted')], max_length=10, verbose_name='how')),
                ('document', models.JSONField(null=True)),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='when')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('comment', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('is_pending', models.BooleanField(default=False, verbose_name='waits')),
                ('publish_at', models.DateTimeField(blank=True, null=True, verbose_name='goes public on')),
                ('is_minor', models.BooleanField(default=False)),
                ('is_confirmed', models.BooleanField(default=False)),
                ('failure', models.TextField(blank=True, verbose_name='why it could not be published')),
                ('dropped_at', models.DateTimeField(blank=True, null=True, verbose_name='dropped on')),
                ('authors', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('base', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.revision', verbose_name='made from')),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
                'ordering': ('-pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['loaded', 'saved', 'imported', 'restored', 'confirmed', 'scheduled', 'deleted'])), name='core_revision_kind', violation_error_message='This value is not in the list.'), models.UniqueConstraint(condition=models.Q(('dropped_at', None), ('is_pending', True)), fields=('model', 'object_id', 'author'), name='core_revision_pending_author')],
                'indexes': [models.Index(fields=['model', 'object_id', '-id'], name='core_revision_record'), models.Index(fields=['model', 'code', '-id'], name='core_revision_code')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(help_text='Short, stable, never translated: other records refer to it.', max_length=80, unique=True, verbose_name='code')),
                ('publisher', models.CharField(max_length=120, verbose_name='publisher')),
                ('title', models.CharField(max_length=250, verbose_name='title')),
                ('title_fr', models.CharField(max_length=250, null=True, verbose_name='title')),
                ('title_en', models.CharField(max_length=250, null=True, verbose_name='title')),
                ('language', models.CharField(max_length=8, verbose_name='language of the document')),
                ('basis', models.CharField(choices=[('stated', 'dated by its publisher'), ('about', 'undated, period inferred'), ('after', 'undated, not before'), ('period', 'undated, covers a period')], max_length=10, verbose_name='what is known of its date')),
                ('dated', portal.core.fields.PartialDateField(verbose_name='date, or start of the period')),
                ('dated_to', portal.core.fields.PartialDateField(verbose_name='end of the period')),
                ('url', models.URLField(blank=True, verbose_name='address')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('note_fr', models.TextField(blank=True, null=True, verbose_name='note')),
                ('note_en', models.TextField(blank=True, null=True, verbose_name='note')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ('-dated', 'code'),
                'constraints': [models.CheckConstraint(condition=models.Q(('basis__in', ['stated', 'about', 'after', 'period'])), name='core_source_basis', violation_error_message='This value is not in the list.')],
            },
        ),
        migrations.CreateModel(
            name='DiscrepancyValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', portal.core.fields.PartialDateField(verbose_name='as of')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('text', models.TextField(verbose_name='text')),
                ('text_fr', models.TextField(null=True, verbose_name='text')),
                ('text_en', models.TextField(null=True, verbose_name='text')),
                ('is_earlier', models.BooleanField(default=False, help_text='An older source says this where a newer one says something else.', verbose_name='earlier version')),
                ('discrepancy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='core.discrepancy')),
                ('measure', models.CharField(choices=[('none', 'nothing: words alone'), ('count', 'a number'), ('percent', 'a share, in %'), ('years', 'a number of years'), ('date', 'the date for which it holds')], default='none', help_text='The versions are drawn on one scale where all of them measure the same.', max_length=10, verbose_name='what it measures')),
                ('exactness', models.CharField(choices=[('exact', 'exactly'), ('over', 'more than'), ('at-least', 'at least'), ('about', 'about'), ('nearly', 'nearly'), ('up-to', 'up to')], default='exact', max_length=10, verbose_name='how exact')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='value')),
                ('sources', models.ManyToManyField(blank=True, related_name='+', to='core.source', verbose_name='sources')),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ('is_earlier', 'order', 'pk'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('measure__in', ['none', 'count', 'percent', 'years', 'date'])), name='core_discrepancyvalue_measure', violation_error_message='This value is not in the list.'), models.CheckConstraint(condition=models.Q(('exactness__in', ['exact', 'over', 'at-least', 'about', 'nearly', 'up-to'])), name='core_discrepancyvalue_exactness', violation_error_message='This value is not in the list.')],
            },
        ),
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
