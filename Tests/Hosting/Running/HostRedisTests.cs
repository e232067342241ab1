using Workshop.Cluster.Images;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Tests.Running;

public sealed class HostRedisTests : IDisposable
{
    private static readonly ImageCatalogue Images = new([new("workshop/hello", ["1.0.0"], ["/hello"]), new("redis", ["*"], ["/toolbox", "redis-server"], BindArgs: ["--bind", "{podIP}"])]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("embedded")]
    public void Unless_asked_for_it_is_the_workshops_own(string? wanted) => Assert.Same(Images, HostRedis.Apply(Images, wanted, _folder.Path).Images);

    [Fact]
    public void The_machines_own_takes_the_place_of_the_program_and_of_nothing_else()
    {
        var program = _folder.Write(OperatingSystem.IsWindows() ? "redis-server.exe" : "redis-server", "");

        var (images, error) = HostRedis.Apply(Images, "host", $"/no/such{Path.PathSeparator}{_folder.Path}");

        Assert.Null(error);
        Assert.Equal([["/hello"], [program]], images!.Images.Select(image => image.Command));
        Assert.Equal(["--bind", "{podIP}"], images.Images[1].BindArgs);
    }

    [Theory]
    [InlineData("host", "'redis-server' is not on PATH")]
    [InlineData("docker", "'docker' is neither 'host' nor 'embedded'")]
    public void What_cannot_be_had_is_said(string wanted, string problem) => Assert.Contains(problem, HostRedis.Apply(Images, wanted, _folder.Path).Error, StringComparison.Ordinal);
}
