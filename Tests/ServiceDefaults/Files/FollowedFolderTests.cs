using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Workshop.ServiceDefaults.Files;

namespace Workshop.ServiceDefaults.Tests.Files;

public sealed class FollowedFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_mounted_volumes_switch_of_a_link_is_found_by_time_stamps()
    {
        // As the kubelet does it: cert.pem -> ..data/cert.pem, ..data -> ..1, and then ..data -> ..2 in one step.
        _folder.Write("..1/cert.pem", "old");
        _folder.Write("..2/cert.pem", "newer");
        Directory.CreateSymbolicLink(_folder.PathOf("..data"), "..1");
        var mount = Directory.CreateDirectory(_folder.PathOf("mount")).FullName;
        File.CreateSymbolicLink(Path.Combine(mount, "cert.pem"), "../..data/cert.pem");
        using var followed = new FollowedFolder(mount, _time, NullLogger.Instance);
        var changed = followed.GetChangeToken();
        Assert.Equal("old", Encoding.ASCII.GetString(followed.Read("cert.pem")!));

        Directory.CreateSymbolicLink(_folder.PathOf("..next"), "..2");
        Directory.Delete(_folder.PathOf("..data"));
        Directory.Move(_folder.PathOf("..next"), _folder.PathOf("..data"));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(changed.HasChanged);
        Assert.Equal("newer", Encoding.ASCII.GetString(followed.Read("cert.pem")!));
    }

    [Fact]
    public void A_file_that_is_touched_but_says_the_same_wakes_nobody()
    {
        var path = _folder.Write("routes.json", "{}");
        using var followed = new FollowedFolder(_folder.Path, _time, NullLogger.Instance);
        var changed = followed.GetChangeToken();
        followed.Read("routes.json");

        File.SetLastWriteTimeUtc(path, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(changed.HasChanged);
    }

    [Fact]
    public void A_file_that_goes_is_reported()
    {
        var path = _folder.Write("routes.json", "{}");
        using var followed = new FollowedFolder(_folder.Path, _time, NullLogger.Instance);
        var changed = followed.GetChangeToken();
        followed.Read("routes.json");

        File.Delete(path);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(changed.HasChanged);
        Assert.Null(followed.Read("routes.json"));
    }

    public void Dispose() => _folder.Dispose();
}
