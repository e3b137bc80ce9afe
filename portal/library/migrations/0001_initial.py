"""Images of the library."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Image',
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
                ('digest', models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('[0-9a-f]{40}\\Z', 'This is not the name of a file of the library.')], verbose_name='file')),
                ('size', models.PositiveIntegerField(default=0, verbose_name='size in bytes')),
                ('credit', models.CharField(blank=True, help_text='Who made it, as it is to be named.', max_length=200, verbose_name='credit')),
                ('licence', models.CharField(blank=True, choices=[('open', 'Licence Ouverte / Open Licence 2.0'), ('cc-by', 'CC BY 4.0'), ('cc-by-sa', 'CC BY-SA 4.0'), ('cc0', 'CC0 1.0'), ('public-domain', 'public domain'), ('permission', 'all rights reserved, shown by permission')], max_length=15, verbose_name='licence')),
                ('format', models.CharField(choices=[('jpg', 'JPEG'), ('png', 'PNG')], default='jpg', max_length=4, verbose_name='format')),
                ('width', models.PositiveIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name='width')),
                ('height', models.PositiveIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name='height')),
                ('alt', models.TextField(blank=True, help_text='What the image says where it stands, in a sentence; without “image of”.', verbose_name='text for those who do not see it')),
                ('alt_fr', models.TextField(blank=True, help_text='What the image says where it stands, in a sentence; without “image of”.', null=True, verbose_name='text for those who do not see it')),
                ('alt_en', models.TextField(blank=True, help_text='What the image says where it stands, in a sentence; without “image of”.', null=True, verbose_name='text for those who do not see it')),
                ('is_decorative', models.BooleanField(default=False, help_text='It says nothing that the text does not say: nobody need hear of it.', verbose_name='decorative')),
                ('caption', models.TextField(blank=True, help_text='Read by everybody, under the image.', verbose_name='caption')),
                ('caption_fr', models.TextField(blank=True, help_text='Read by everybody, under the image.', null=True, verbose_name='caption')),
                ('caption_en', models.TextField(blank=True, help_text='Read by everybody, under the image.', null=True, verbose_name='caption')),
                ('reviewed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='last confirmed by')),
            ],
            options={
                'verbose_name': 'image',
                'verbose_name_plural': 'images',
                'ordering': ('sort_key', 'code'),
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review', 'published', 'archived'])), name='library_image_status', violation_error_message='This value is not in the list.'), models.CheckConstraint(condition=models.Q(('format__in', ['jpg', 'png'])), name='library_image_format', violation_error_message='This value is not in the list.'), models.CheckConstraint(condition=models.Q(('licence__in', ['open', 'cc-by', 'cc-by-sa', 'cc0', 'public-domain', 'permission'])), name='library_image_licence', violation_error_message='This value is not in the list.'), models.CheckConstraint(condition=models.Q(('digest', ''), _negated=True), name='library_image_digest', violation_error_message='Choose a file.')],
            },
        ),
    ]
