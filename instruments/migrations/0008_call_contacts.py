"""Where a call is said elsewhere, and who answers."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('instruments', '0007_picture'),
    ]

    operations = [
        migrations.AddField(
            model_name='call',
            name='contact',
            field=models.EmailField(blank=True, help_text='The e-mail address of a function, never of a person.', max_length=254, verbose_name='contact'),
        ),
        migrations.AddField(
            model_name='call',
            name='link',
            field=models.URLField(blank=True, help_text='Where more is said, such as the call itself.', verbose_name='page elsewhere'),
        ),
    ]
