import django.db.models.deletion
from django.db import migrations, models


def make_owners(apps, schema_editor):
    """The one group of each clinic becomes its owners'; it keeps its members and permissions."""
    Clinic, Group = apps.get_model('clinic_cms', 'Clinic'), apps.get_model('auth', 'Group')
    ClinicRole = apps.get_model('clinic_cms', 'ClinicRole')
    clinics = [*Clinic.objects.exclude(group=None).select_related('group')]
    for clinic in clinics:
        clinic.group.name = f'{clinic.name[:50]} ({clinic.slug}): owner'
    Group.objects.bulk_update([clinic.group for clinic in clinics], ['name'], batch_size=500)
    ClinicRole.objects.bulk_create(
        [ClinicRole(clinic=clinic, role='owner', group=clinic.group) for clinic in clinics],
        batch_size=500,
    )


def keep_owners(apps, schema_editor):
    for row in apps.get_model('clinic_cms', 'ClinicRole').objects.filter(role='owner'):
        row.clinic.group = row.group
        row.clinic.save(update_fields=['group'])


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('clinic_cms', '0013_log_origins'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClinicRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('editor', 'Editor'), ('translator', 'Translator'), ('reviewer', 'Reviewer')], max_length=10, verbose_name='role')),
                ('clinic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='clinic_cms.clinic')),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='clinic_role', to='auth.group')),
            ],
            options={
                'verbose_name': 'role in a clinic',
                'verbose_name_plural': 'roles in clinics',
                'constraints': [models.UniqueConstraint(fields=('clinic', 'role'), name='clinic_cms_one_group_for_each_role')],
            },
        ),
        migrations.RunPython(make_owners, keep_owners),
    ]
