using Workshop.ClusterPage;
using Workshop.ClusterPage.Actions;
using Workshop.ClusterPage.Cluster;
using Workshop.ClusterPage.Guides;
using Workshop.ClusterPage.Login;
using Workshop.ClusterPage.Shell;
using Workshop.ClusterPage.Watching;
using Workshop.ServiceDefaults;

return await ServiceProgram.RunAsync(() =>
{
    // The content root is the program's own folder: it is started from anywhere, under any environment's name, built or published.
    var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "Workshop.ClusterPage", ContentRootPath = AppContext.BaseDirectory });
    builder.AddClusterPageDefaults();
    builder.AddServiceDefaults(args);
    builder.AddLogin();
    builder.AddShell();
    builder.Services.AddClusterWatching().AddClusterActions().AddClusterPage(builder.Configuration).AddGuides(builder.Configuration);

    var app = builder.Build();
    app.MapServiceDefaults();
    app.MapLogin();
    app.MapShell();
    return app;
});
