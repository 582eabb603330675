"""A phone number may have an extension, and be typed with words."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("clinic_cms", "0002_time_zone")]

    operations = [
        migrations.AlterField(
            model_name="cliniclocation",
            name="phone",
            field=models.CharField(
                blank=True,
                help_text="Write it as you usually do, with the extension if there is one.",
                max_length=64,
                verbose_name="phone",
            ),
        ),
    ]
