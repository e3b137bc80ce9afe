"""Each author has pending changes of their own."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_measured'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='revision',
            name='core_revision_pending_once',
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(condition=models.Q(('dropped_at', None), ('is_pending', True)), fields=('model', 'object_id', 'author'), name='core_revision_pending_author'),
        ),
    ]
