using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace Workshop.ClusterPage.Login;

internal static class LoginExtensions
{
    /// <summary>Cookie, keys, roles, and the rule that whatever does not say otherwise needs a login.</summary>
    public static void AddLogin(this WebApplicationBuilder builder)
    {
        var settings = LoginSettings.From(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<TokenCheck>();
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddSingleton<LoginThrottle>();
        builder.Services.AddSingleton<LoginEndpoints>();
        builder.Services.AddScoped<Caller>();
        builder.Services.AddHostedService<LoginAnnouncement>();
        builder.Services.AddKeys(settings);
        builder.Services.AddAuthentication(LoginCookie.Scheme).AddCookie(LoginCookie.Scheme);
        builder.Services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, LoginCookie>();
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(LoginCookie.Scheme).RequireAuthenticatedUser().Build());
        builder.Services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = LoginCookie.NameOf("form", builder.Configuration);
            forms.SuppressXFrameOptionsHeader = true;   // SecurityHeaders says it better
        });
        builder.Services.AddCascadingAuthenticationState();
        builder.HideTokens();
    }

    /// <summary>After what every service has, before what any page maps.</summary>
    public static void MapLogin(this WebApplication app)
    {
        var login = app.Services.GetRequiredService<LoginEndpoints>();
        app.UseMiddleware<SameOrigin>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet(LoginEndpoints.Path, (Delegate)login.ShowAsync).AllowAnonymous();

        // They check the form's token themselves: a stale form is answered by a fresh one, not by an error.
        app.MapPost(LoginEndpoints.Path, (Delegate)login.EnterAsync).AllowAnonymous().DisableAntiforgery();
        app.MapPost(LoginEndpoints.LogoutPath, (Delegate)login.LeaveAsync).AllowAnonymous().DisableAntiforgery();
    }

    private static void AddKeys(this IServiceCollection services, LoginSettings settings)
    {
        var protection = services.AddDataProtection().SetApplicationName("workshop-cluster-page");
        if (settings.KeyFolder is { } folder)
        {
            protection.PersistKeysToFileSystem(KeyFolder.Open(folder));
        }
        else
        {
            protection.UseEphemeralDataProtectionProvider();
        }
    }

    // The link's query holds a token: it reaches no log of requests and no trace, whatever levels a user sets.
    private static void HideTokens(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Services.Configure<AspNetCoreTraceInstrumentationOptions>(traces => traces.Filter = context => !context.Request.Path.StartsWithSegments(LoginEndpoints.Path));
    }
}
