using Workshop.ServiceDefaults;

return await ServiceProgram.RunAsync(() =>
{
    var builder = WebApplication.CreateEmptyBuilder(new() { Args = args });
    builder.AddServiceDefaults(args);

    var app = builder.Build();
    app.MapServiceDefaults();
    return app;
});
