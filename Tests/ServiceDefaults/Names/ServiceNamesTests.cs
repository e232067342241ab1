using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;
using Workshop.ServiceDefaults.Names;

namespace Workshop.ServiceDefaults.Tests.Names;

public sealed class ServiceNamesTests : IDisposable
{
    private static readonly IPEndPoint One = new(IPAddress.Parse("127.40.1.7"), 8080);
    private static readonly IPEndPoint Two = new(IPAddress.Parse("127.40.2.4"), 8080);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly NamesFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private ServiceNames? _names;

    private ServiceNames Names => _names ??= new ServiceNames(_folder.Own, IPAddress.Parse("127.40.9.9"), _time, NullLogger<ServiceNames>.Instance);

    [Theory]
    [InlineData("hello")]
    [InlineData("hello.workshop")]
    [InlineData("hello.workshop.svc")]
    [InlineData("hello.workshop.svc.cluster.local")]
    public void A_name_means_all_ready_endpoints(string host)
    {
        _folder.Write("workshop", "hello", 80, One, Two);

        Assert.Equal([One, Two], Names.Find(host, 80).Endpoints);
        Assert.Equal([One, Two], Names.FindByPortName(host, "http").Endpoints);
    }

    [Fact]
    public void Another_namespace_is_read_from_the_file_beside()
    {
        _folder.Write("labs", "redis", 6379, Two);

        Assert.Equal([Two], Names.Find("redis.labs:6379").Endpoints);
        Assert.False(Names.Find("redis:6379").IsKnown);
    }

    [Fact]
    public void A_name_in_no_file_belongs_to_the_systems_resolver()
    {
        _folder.Write("workshop", "hello", 80, One);

        Assert.False(Names.Find("example.com", 80).IsKnown);
        Assert.False(Names.Find("127.40.1.7", 80).IsKnown);
    }

    [Fact]
    public void A_name_without_ready_endpoints_says_so()
    {
        _folder.Write("workshop", "hello", 80);

        var answer = Names.Find("hello", 80);

        Assert.True(answer.IsKnown);
        Assert.Equal("Service 'hello' in namespace 'workshop' has no ready endpoints.", answer.Problem);
    }

    [Fact]
    public void A_port_that_the_Service_lacks_is_named()
    {
        _folder.Write("workshop", "hello", 80, One);

        Assert.Equal("Service 'hello' in namespace 'workshop' has no port 81; it has 80.", Names.Find("hello", 81).Problem);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public void In_a_pod_localhost_is_the_pods_address(string host)
    {
        Assert.Equal([IPEndPoint.Parse("127.40.9.9:6379")], Names.Find(host, 6379).Endpoints);
    }

    [Fact]
    public async Task A_file_that_is_replaced_is_followed()
    {
        _folder.Write("workshop", "hello", 80, One);
        var changed = Names.Find("hello", 80).Changed;

        _folder.Write("workshop", "hello", 80, One, Two);

        await Eventually.Is(() => changed.HasChanged, "the watcher reports the change", Limit, CancellationToken.None);
        Assert.Equal([One, Two], Names.Find("hello", 80).Endpoints);
    }

    [Fact]
    public async Task A_Service_that_is_made_later_is_found()
    {
        _folder.Write("workshop", "hello", 80, One);
        var changed = Names.Find("auth", 80).Changed;

        _folder.Write("workshop", "auth", 80, Two);

        await Eventually.Is(() => changed.HasChanged, "the watcher reports the change", Limit, CancellationToken.None);
        Assert.Equal([Two], Names.Find("auth", 80).Endpoints);
    }

    [Fact]
    public void A_folder_that_is_made_later_is_found_by_time_stamps()
    {
        using var late = new ServiceNames(Path.Combine(_folder.Path, "late", "workshop.json"), null, _time, NullLogger<ServiceNames>.Instance);
        var changed = late.Find("hello", 80).Changed;

        Directory.CreateDirectory(Path.Combine(_folder.Path, "late"));
        File.WriteAllText(Path.Combine(_folder.Path, "late", "workshop.json"), $$"""{ "names": { "hello": { "ports": [ { "name": "", "port": 80, "endpoints": ["{{One}}"] } ] } } }""");
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(changed.HasChanged);
        Assert.Equal([One], late.Find("hello", 80).Endpoints);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("""{ "names": [] }""")]
    [InlineData("""{ "names": { "hello": { "ports": [ { "port": 80, "endpoints": ["no address"] } ] } } }""")]
    public async Task A_file_that_cannot_be_read_changes_nothing(string text)
    {
        _folder.Write("workshop", "hello", 80, One);
        var changed = Names.Find("hello", 80).Changed;

        _folder.WriteText("workshop", text);

        await Eventually.Is(() => changed.HasChanged, "the watcher reports the change", Limit, CancellationToken.None);
        Assert.Equal([One], Names.Find("hello", 80).Endpoints);
    }

    [Fact]
    public async Task Every_change_is_reported_to_who_asks_again()
    {
        _folder.Write("workshop", "hello", 80, One);
        var calls = 0;
        using var registration = ChangeToken.OnChange(() => Names.Find("hello", 80).Changed, () => Interlocked.Increment(ref calls));

        _folder.Write("workshop", "hello", 80);
        await Eventually.Is(() => Volatile.Read(ref calls) >= 1, "the first change is reported", Limit, CancellationToken.None);
        _folder.Write("workshop", "hello", 80, Two);
        await Eventually.Is(() => Volatile.Read(ref calls) >= 2, "the second change is reported", Limit, CancellationToken.None);

        Assert.Equal([Two], Names.Find("hello", 80).Endpoints);
    }

    public void Dispose()
    {
        _names?.Dispose();
        _folder.Dispose();
    }
}
