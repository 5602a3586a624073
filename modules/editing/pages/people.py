from axes.models import AccessAttempt
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

ROLES_HELP = gettext_lazy(
    'Redaktør: skriver og endrer innholdet. Leser av tilbakemeldinger: leser dem, merker dem som håndtert og laster '
    'dem ned. Administrator: alt dette, sletter tilbakemeldinger, og styrer hvem som har innlogging.'
)

# The roles are made by a migration and tried in tests, so there is nothing to edit in a group.
admin.site.unregister([User, Group])

if settings.TOTP:
    from django_otp.plugins.otp_totp.admin import TOTPDevice

    # Its pages show the secrets.
    admin.site.unregister(TOTPDevice)


def is_locked_out():
    """The condition that a user has been guessed for too many times, from one address, in the last quarter."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    at_one_address = AccessAttempt.objects.filter(username=OuterRef('username'), attempt_time__gte=since).order_by()
    failures = at_one_address.values('ip_address').annotate(failures=Sum('failures_since_start'))
    return Exists(failures.filter(failures__gte=settings.AXES_FAILURE_LIMIT))


class LockedOutFilter(admin.SimpleListFilter):
    title = gettext_lazy('innlogging')
    parameter_name = 'stengt'

    def lookups(self, request, model_admin):
        return [('ja', _('Stengt nå'))]

    def queryset(self, request, queryset):
        return queryset.filter(is_locked_out=True) if self.value() == 'ja' else queryset


class PasswordForm(AdminPasswordChangeForm):
    """A new password for another user. Passwords are the only way in, so none is ever switched off."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop('usable_password', None)
        self.fields['password1'].required = self.fields['password2'].required = True


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Logins and their roles. One who is not a superuser can neither make nor change one."""

    add_form = UserCreationForm
    change_password_form = PasswordForm
    add_form_template = None
    show_facets = admin.ShowFacets.NEVER
    fieldsets = [
        (None, {'fields': ['username', 'password']}),
        (gettext_lazy('Navn'), {'fields': ['first_name', 'last_name', 'email']}),
        (gettext_lazy('Tilgang'), {'fields': ['is_active', 'groups']}),
        (gettext_lazy('Datoer'), {'fields': ['last_login', 'date_joined']}),
    ]
    add_fieldsets = [
        (None, {'fields': ['username', 'password1', 'password2']}),
        (gettext_lazy('Navn'), {'fields': ['first_name', 'last_name', 'email']}),
        (gettext_lazy('Tilgang'), {'fields': ['groups']}),
    ]
    readonly_fields = ['last_login', 'date_joined']
    list_display = ['username', 'name', 'roles', 'is_active', 'last_login', 'login_state']
    list_filter = [LockedOutFilter, 'is_active', 'groups']
    actions = ['unlock', 'forget_phone']
    filter_horizontal = []

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(is_locked_out=is_locked_out()).prefetch_related('groups')

    @admin.display(description=gettext_lazy('navn'))
    def name(self, user):
        return user.get_full_name()

    @admin.display(description=gettext_lazy('rolle'))
    def roles(self, user):
        names = [_('Systemeier')] if user.is_superuser else []
        return ', '.join(names + [group.name for group in user.groups.all()]) or '–'

    @admin.display(description=gettext_lazy('innlogging'))
    def login_state(self, user):
        return pgettext('login', 'Stengt') if user.is_locked_out else pgettext('login', 'Åpen')

    @admin.action(description=gettext_lazy('Lås opp innlogging'), permissions=['change'])
    def unlock(self, request, queryset):
        """Forget the wrong passwords of those chosen, whatever address they came from."""
        names = list(queryset.values_list('username', flat=True))
        AccessAttempt.objects.filter(username__in=names).delete()
        text = ngettext('Låst opp: %(names)s.', 'Låst opp: %(names)s.', len(names))
        messages.success(request, text % {'names': ', '.join(names)})

    @admin.action(description=gettext_lazy('Fjern kode på telefonen'), permissions=['change'])
    def forget_phone(self, request, queryset):
        """For a phone that is lost: the next login sets up another."""
        chosen = [user for user in queryset if self.has_change_permission(request, user)]
        TOTPDevice.objects.filter(user__in=chosen).delete()
        if chosen:
            names = ', '.join(user.username for user in chosen)
            text = _('Koden er fjernet for %(names)s. Ved neste innlogging settes det opp en ny.')
            messages.success(request, text % {'names': names})
        if len(chosen) < len(queryset):
            messages.warning(request, _('Koden til en systemeier kan bare en systemeier fjerne.'))

    def get_actions(self, request):
        actions = super().get_actions(request)
        if not settings.TOTP:
            actions.pop('forget_phone', None)
        return actions

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj and request.user.is_superuser:
            return [*fieldsets, (_('Systemeier'), {'fields': ['is_staff', 'is_superuser']})]
        if obj and obj.is_superuser:
            return [('', {'fields': ['username']}), *fieldsets[1:]]
        return fieldsets

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        helps = {
            'is_active': _(
                'Ta bort haken når noen slutter, i stedet for å slette brukeren. Da kommer ingen inn med den.'
            ),
            'groups': ROLES_HELP,
            'is_staff': _('Kan logge inn her.'),
            'is_superuser': _('Kan alt, og kan bare endres av en annen systemeier.'),
        }
        if db_field.name == 'groups':
            kwargs['widget'] = forms.CheckboxSelectMultiple
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == 'groups':
            # Beside the roles there is no button for making or changing one.
            field.label, field.widget = _('Roller'), field.widget.widget
        if field and db_field.name in helps:
            field.help_text = helps[db_field.name]
        return field

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _is_within_reach(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _is_within_reach(request, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            # There is no login here for anything but editing.
            obj.is_staff = True
        super().save_model(request, obj, form, change)


def _is_within_reach(request, user):
    return user is None or not user.is_superuser or request.user.is_superuser
