using Microsoft.Extensions.Time.Testing;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Tests.Settings;

public sealed class SecretFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_folder_that_goes_away_changes_nothing_and_ends_nobody()
    {
        var time = new FakeTimeProvider();
        _folder.Write("secrets/Workshop__Secret", "one\n");
        using var secrets = new SecretFiles(_folder.PathOf("secrets"), time);
        secrets.Load();

        Directory.Move(_folder.PathOf("secrets"), _folder.PathOf("gone"));
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(secrets.TryGet("Workshop:Secret", out var secret));
        Assert.Equal("one", secret);
    }

    [Fact]
    public void A_file_that_is_added_is_a_setting_too()
    {
        var time = new FakeTimeProvider();
        _folder.Write("Workshop__Secret", "one\n");
        using var secrets = new SecretFiles(_folder.Path, time);
        secrets.Load();
        var changed = secrets.GetReloadToken();

        _folder.Write("Workshop__Signing__Withdrawn", "two\n");
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(changed.HasChanged);
        Assert.True(secrets.TryGet("Workshop:Signing:Withdrawn", out var added));
        Assert.Equal("two", added);
    }

    public void Dispose() => _folder.Dispose();
}
