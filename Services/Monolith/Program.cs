using Workshop.Endpoints;
using Workshop.Endpoints.Tokens;
using Workshop.ServiceDefaults;

return await ServiceProgram.RunAsync(() =>
{
    var builder = WebApplication.CreateEmptyBuilder(new());
    builder.AddServiceDefaults(args, EndpointFlags.Secret);
    builder.AddSigningKeysOrRandom();
    builder.AddHello();
    builder.AddAuth();

    var app = builder.Build();
    app.MapServiceDefaults();
    app.MapHello();
    app.MapAuth();
    return app;
});
