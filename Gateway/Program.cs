using Workshop.Gateway;
using Workshop.Gateway.Forwarding;
using Workshop.Gateway.Limits;
using Workshop.Gateway.Origin;
using Workshop.Gateway.Routes;
using Workshop.Gateway.Tls;
using Workshop.ServiceDefaults;
using Workshop.ServiceDefaults.Settings;

return await ServiceProgram.RunAsync(() =>
{
    var builder = WebApplication.CreateEmptyBuilder(new());
    builder.AddServiceDefaults(args, ServiceFlag.Https, GatewaySettings.ConfigFlag);
    var settings = GatewaySettings.From(builder.Configuration);
    builder.Services.AddSingleton(settings);
    builder.AddRoutes(settings);
    builder.AddTls();
    builder.AddLimits(settings);
    builder.AddForwarding();

    var app = builder.Build();
    app.UseClientOrigin();
    app.MapServiceDefaults();
    app.UseLimits();
    app.MapForwarding();
    return app;
});
