using MudBlazor;
using MudBlazor.Services;

namespace Workshop.ClusterPage.Shell;

internal static class ShellExtensions
{
    /// <summary>Blazor with interactive server rendering, MudBlazor, and what all pages share.</summary>
    public static void AddShell(this WebApplicationBuilder builder)
    {
        // MudBlazor's files are used where the build left them; a published program brings its own wwwroot, and this does nothing.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRouting();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices(services => services.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight);
        builder.Services.AddScoped<BrowserClock>();
    }

    /// <summary>Headers, files, pages. Files show no data: they are the only thing beside the login form that anybody gets.</summary>
    public static void MapShell(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();

        // SecurityHeaders says who may frame a page; two headers would contradict each other.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }
}
