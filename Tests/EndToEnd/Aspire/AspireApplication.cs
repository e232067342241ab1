using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Workshop.EndToEnd.Aspire;

/// <summary>The AppHost as teams test theirs with Aspire, started once for the tests of its rows.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes of it by IAsyncLifetime.")]
public sealed class AspireApplication : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(15));
    private IDistributedApplicationTestingBuilder? _builder;
    private DistributedApplication? _application;

    public CancellationToken Limit => _limit.Token;

    public DistributedApplication Application => _application ?? throw new InvalidOperationException("The application is started by InitializeAsync.");

    public ResourceNotificationService Notifications => Application.Services.GetRequiredService<ResourceNotificationService>();

    public ResourceLoggerService Loggers => Application.Services.GetRequiredService<ResourceLoggerService>();

    public ResourceCommandService Commands => Application.Services.GetRequiredService<ResourceCommandService>();

    public IEnumerable<IResource> Model => Application.Services.GetRequiredService<DistributedApplicationModel>().Resources;

    public async Task InitializeAsync()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        _builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--ports", "auto", "--nodes", "2", "--state", _folder.PathOf("state")], Limit);
        _folder.Write("visitor/README", "");
        _builder.AddGuests(_folder.PathOf("visitor"));
        _application = await _builder.BuildAsync(Limit);
        await _application.StartAsync(Limit);
        await Notifications.WaitForResourceHealthyAsync("gateway", Limit).WaitAsync(StartLimit, Limit);
    }

    public async Task DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.StopAsync(CancellationToken.None);
            await _application.DisposeAsync();
        }

        if (_builder is not null)
        {
            // It ends what it built.
            await _builder.DisposeAsync();
        }

        _limit.Dispose();
        _folder.Dispose();
    }

    /// <summary>kubectl against the application's cluster; it must succeed.</summary>
    public async Task<string> Kubectl(string ns, params string[] arguments)
    {
        var result = await TestProcess.Run(RequiredTool.Named("kubectl"), ["--kubeconfig", _folder.PathOf("state", "kubeconfig"), "--namespace", ns, .. arguments], TimeSpan.FromSeconds(60));
        Assert.True(result.ExitCode == 0, $"kubectl {string.Join(' ', arguments)}: {result.Output}{result.Error}");
        return result.Output;
    }

    public Task<string> Apply(string ns, string manifest) => Kubectl(ns, "apply", "-f", _folder.Write("manifest.yaml", manifest));

    /// <summary>A row that is shown under this name, with its id; null without one.</summary>
    public (string Id, CustomResourceSnapshot Snapshot)? Row(string name) =>
        Model.Any(resource => resource.Name == name) && Notifications.TryGetCurrentState(name, out var found) && !found.Snapshot.IsHidden ? (found.ResourceId, found.Snapshot) : null;

    public string? StateOf(string name) => Row(name)?.Snapshot.State?.Text;

    /// <summary>The names of the rows directly below another.</summary>
    public IReadOnlyList<string> Below(string parent)
    {
        var id = Row(parent)?.Id;
        return [.. Model.Select(resource => resource.Name).Where(name => Row(name) is { } row && PropertyOf(row.Snapshot, "resource.parentName") == id)];
    }

    /// <summary>What the visitor has written; null before it has.</summary>
    public string? Visited(string file) => File.Exists(_folder.PathOf("visitor", file)) ? File.ReadAllText(_folder.PathOf("visitor", file)).TrimEnd() : null;

    public static string? PropertyOf(CustomResourceSnapshot snapshot, string name) => snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value?.ToString();

    public Task Becomes(Func<bool> condition, string what, int seconds = 60) => Eventually.Is(condition, what, TimeSpan.FromSeconds(seconds), Limit);
}
