using Workshop.Gateway;
using Workshop.Gateway.Forwarding;
using Workshop.Gateway.Routes;
using Workshop.Gateway.Tls;
using Workshop.ServiceDefaults;
using Workshop.ServiceDefaults.Settings;

return await ServiceProgram.RunAsync(() =>
{
    var builder = WebApplication.CreateEmptyBuilder(new());
    builder.AddServiceDefaults(args, ServiceFlag.Https, GatewaySettings.ConfigFlag);
    builder.AddRoutes();
    builder.AddTls();
    builder.AddForwarding();

    var app = builder.Build();
    app.MapServiceDefaults();
    app.MapForwarding();
    return app;
});
