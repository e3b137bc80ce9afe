"""Pictures of pages and news, files of documents."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0001_initial'),
        ('pages', '0008_words_of_the_site'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='credit',
            field=models.CharField(blank=True, help_text='Who made it, as it is to be named.', max_length=200, verbose_name='credit'),
        ),
        migrations.AddField(
            model_name='document',
            name='digest',
            field=models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('[0-9a-f]{40}\\Z', 'This is not the name of a file of the library.')], verbose_name='file'),
        ),
        migrations.AddField(
            model_name='document',
            name='licence',
            field=models.CharField(blank=True, choices=[('open', 'Licence Ouverte / Open Licence 2.0'), ('cc-by', 'CC BY 4.0'), ('cc-by-sa', 'CC BY-SA 4.0'), ('cc0', 'CC0 1.0'), ('public-domain', 'public domain'), ('permission', 'all rights reserved, shown by permission')], max_length=15, verbose_name='licence'),
        ),
        migrations.AddField(
            model_name='document',
            name='pages',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number of pages'),
        ),
        migrations.AddField(
            model_name='document',
            name='size',
            field=models.PositiveIntegerField(default=0, verbose_name='size in bytes'),
        ),
        migrations.AddField(
            model_name='page',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='From the library: shown at the top of the page, and where a link to it is shared.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.image', verbose_name='picture'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('licence__in', ['', 'open', 'cc-by', 'cc-by-sa', 'cc0', 'public-domain', 'permission'])), name='pages_document_licence', violation_error_message='This value is not in the list.'),
        ),
        migrations.AddField(
            model_name='newsitem',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='From the library: shown at the top of the page, and where a link to it is shared.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='library.image', verbose_name='picture'),
        ),
    ]
