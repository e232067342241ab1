using Workshop.Hosting.Testing;

namespace Aspire.Hosting.Testing;

/// <summary>Runs an AppHost's entry point inside a test.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <typeparam name="TEntryPoint">Any class of the AppHost's assembly, such as <c>Projects.AppHost</c>.</typeparam>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    /// <inheritdoc cref="CreateAsync{TEntryPoint}(CancellationToken)"/>
    /// <param name="args">As on the command line: <c>--state FOLDER</c>, <c>--ports auto</c> …</param>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
    {
        ArgumentNullException.ThrowIfNull(args);
        var (session, builder) = await EntryPointSession.StartAsync(typeof(TEntryPoint).Assembly, args, cancellationToken);
        return new TestingBuilder(session, builder);
    }
}
