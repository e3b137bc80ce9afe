"""When a person is told by e-mail what waits for them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='mail',
            field=models.CharField(choices=[('never', 'Never'), ('once', 'At once'), ('daily', 'Once a day')], default='never', max_length=5, verbose_name='e-mail'),
        ),
        migrations.AddField(
            model_name='person',
            name='mailed_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('mail__in', ['never', 'once', 'daily'])), name='people_person_mail', violation_error_message='This value is not in the list.'),
        ),
    ]
