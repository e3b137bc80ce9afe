"""What waits to be written into a record is a revision too: pending, made from another one."""


import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_revisions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='revision',
            name='authors',
            field=models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.AddField(
            model_name='revision',
            name='base',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.revision', verbose_name='made from'),
        ),
        migrations.AddField(
            model_name='revision',
            name='comment',
            field=models.CharField(blank=True, max_length=200, verbose_name='note'),
        ),
        migrations.AddField(
            model_name='revision',
            name='failure',
            field=models.TextField(blank=True, verbose_name='why it could not be published'),
        ),
        migrations.AddField(
            model_name='revision',
            name='is_confirmed',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='revision',
            name='is_minor',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='revision',
            name='is_pending',
            field=models.BooleanField(default=False, verbose_name='waits'),
        ),
        migrations.AddField(
            model_name='revision',
            name='publish_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='goes public on'),
        ),
        migrations.AddField(
            model_name='revision',
            name='dropped_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='dropped on'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(condition=models.Q(('dropped_at', None), ('is_pending', True)), fields=('model', 'object_id'), name='core_revision_pending_once'),
        ),
    ]
