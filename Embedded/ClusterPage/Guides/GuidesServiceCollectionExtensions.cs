namespace Workshop.ClusterPage.Guides;

internal static class GuidesServiceCollectionExtensions
{
    /// <summary>The labs' guides and what checks them; needs <c>AddClusterActions</c> and <c>AddClusterPage</c>.</summary>
    /// <exception cref="Workshop.ServiceDefaults.ServiceException">A setting is wrong.</exception>
    public static IServiceCollection AddGuides(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(GuideSettings.From(configuration));
        services.AddSingleton(_ => new GuideShelf());
        services.AddSingleton<DeskHolder>();
        services.AddScoped<GuideDesk>();
        return services;
    }
}
