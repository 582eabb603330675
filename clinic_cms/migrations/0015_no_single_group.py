from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('clinic_cms', '0014_roles'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='clinic',
            name='group',
        ),
    ]
