using Workshop.Endpoints;
using Workshop.Endpoints.Tokens;
using Workshop.Endpoints.Users;
using Workshop.ServiceDefaults;

if (UserHashCommand.IsMeant(args))
{
    return await UserHashCommand.RunAsync(args, Console.In, Console.Out, Console.Error);
}

return await ServiceProgram.RunAsync(() =>
{
    var builder = WebApplication.CreateEmptyBuilder(new());
    builder.AddServiceDefaults(args, EndpointFlags.Secret);
    builder.AddSigningKeys();
    builder.AddAuth();

    var app = builder.Build();
    app.MapServiceDefaults();
    app.MapAuth();
    app.MapFollowers();
    return app;
});
