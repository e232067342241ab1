using Workshop.Dashboard;
using Workshop.Dashboard.Actions;
using Workshop.Dashboard.Cluster;
using Workshop.Dashboard.ConsoleLogs;
using Workshop.Dashboard.Intake;
using Workshop.Dashboard.Login;
using Workshop.Dashboard.Resources;
using Workshop.Dashboard.Shell;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Watching;
using Workshop.ServiceDefaults;

return await ServiceProgram.RunAsync(() =>
{
    // The content root is the program's own folder: it is started from anywhere, under any environment's name, built or published.
    var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "Workshop.Dashboard", ContentRootPath = AppContext.BaseDirectory });
    builder.AddDashboardDefaults();
    builder.AddServiceDefaults(args);
    builder.AddLogin();
    builder.AddShell();
    builder.Services.AddTelemetryStore();
    builder.AddIntake();
    builder.Services.AddClusterWatching().AddClusterActions().AddClusterPage();
    builder.AddResources();
    builder.AddConsoleLogs();

    var app = builder.Build();
    app.MapIntake();
    app.MapServiceDefaults();
    app.MapLogin();
    app.MapShell();
    return app;
});
