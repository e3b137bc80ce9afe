from django.db import migrations

from portal.search.fulltext import create, drop


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
