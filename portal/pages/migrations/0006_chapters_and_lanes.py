import portal.core.content.reference
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pages', '0005_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='keyfigure',
            name='chapter',
            field=models.CharField(choices=[('how-much', 'How much'), ('with-whom', 'With whom'), ('europe', 'Europe'), ('instruments', 'Instruments'), ('anrs-mie', 'ANRS MIE')], default='how-much', help_text='Of the page of key figures. The figure with the lowest order opens its chapter.', max_length=12, verbose_name='chapter'),
        ),
        migrations.AddField(
            model_name='timelineevent',
            name='lane',
            field=models.CharField(choices=[('strategy', 'Strategy'), ('instruments', 'Instruments'), ('networks', 'Networks')], default='strategy', help_text='What it is about.', max_length=12, verbose_name='row of the drawing'),
        ),
        migrations.AddField(
            model_name='timelineevent',
            name='record',
            field=models.CharField(blank=True, help_text='Kind and code of the record that it tells of, such as country/CI: the drawing leads there.', max_length=110, validators=[portal.core.content.reference.validate_reference], verbose_name='record'),
        ),
        migrations.AddConstraint(
            model_name='keyfigure',
            constraint=models.CheckConstraint(condition=models.Q(('chapter__in', ['how-much', 'with-whom', 'europe', 'instruments', 'anrs-mie'])), name='pages_keyfigure_chapter', violation_error_message='This value is not in the list.'),
        ),
        migrations.AddConstraint(
            model_name='timelineevent',
            constraint=models.CheckConstraint(condition=models.Q(('lane__in', ['strategy', 'instruments', 'networks'])), name='pages_timelineevent_lane', violation_error_message='This value is not in the list.'),
        ),
    ]
