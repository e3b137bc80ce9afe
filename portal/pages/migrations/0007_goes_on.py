from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pages', '0006_chapters_and_lanes'),
    ]

    operations = [
        migrations.AddField(
            model_name='timelineevent',
            name='goes_on',
            field=models.BooleanField(default=False, help_text='What began then is still there: it is drawn as a band up to today.', verbose_name='goes on today'),
        ),
    ]
