from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_redirects'),
    ]

    operations = [
        migrations.AddField(
            model_name='discrepancyvalue',
            name='exactness',
            field=models.CharField(choices=[('exact', 'exactly'), ('over', 'more than'), ('at-least', 'at least'), ('about', 'about'), ('nearly', 'nearly'), ('up-to', 'up to')], default='exact', max_length=10, verbose_name='how exact'),
        ),
        migrations.AddField(
            model_name='discrepancyvalue',
            name='measure',
            field=models.CharField(choices=[('none', 'nothing: words alone'), ('count', 'a number'), ('percent', 'a share, in %'), ('years', 'a number of years'), ('date', 'the date for which it holds')], default='none', help_text='The versions are drawn on one scale where all of them measure the same.', max_length=10, verbose_name='what it measures'),
        ),
        migrations.AddField(
            model_name='discrepancyvalue',
            name='value',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='value'),
        ),
        migrations.AddConstraint(
            model_name='discrepancyvalue',
            constraint=models.CheckConstraint(condition=models.Q(('measure__in', ['none', 'count', 'percent', 'years', 'date'])), name='core_discrepancyvalue_measure', violation_error_message='This value is not in the list.'),
        ),
        migrations.AddConstraint(
            model_name='discrepancyvalue',
            constraint=models.CheckConstraint(condition=models.Q(('exactness__in', ['exact', 'over', 'at-least', 'about', 'nearly', 'up-to'])), name='core_discrepancyvalue_exactness', violation_error_message='This value is not in the list.'),
        ),
    ]
