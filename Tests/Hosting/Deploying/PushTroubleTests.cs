using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Workshop.Hosting.Deploying;

namespace Workshop.Hosting.Tests.Deploying;

public sealed class PushTroubleTests
{
    private static readonly PublishedImage Image = new("127.0.0.1:5000", "workshop/hello", "1.0.0");

    [Fact]
    public void A_base_image_that_is_missing_is_named_with_how_to_name_another() => Assert.Equal(
        "Its base image cannot be had: CONTAINER1015: Unable to access the repository 'base/none' at tag '1'. ContainerBaseImage in the environment names another one.",
        PushTrouble.Describe("/sdk/Containers.targets(255,5): error CONTAINER1015: Unable to access the repository 'base/none' at tag '1'. [/w/Hello.csproj]\n", Image));

    [Fact]
    public void A_registry_that_wants_a_login_is_named_with_the_ways_to_log_in()
    {
        var said = PushTrouble.Describe("x.targets(255,5): error CONTAINER1013: Failed to push to the output registry: CONTAINER1008: Failed retrieving credentials for \"127.0.0.1:5000\". [/w/Hello.csproj]", Image);

        Assert.StartsWith("Registry 127.0.0.1:5000 wants a login: log in (", said, StringComparison.Ordinal);
        Assert.Contains("DOTNET_CONTAINER_REGISTRY_UNAME", said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_trouble_of_containers_is_shown_whole() =>
        Assert.Equal("Program.cs(1,1): error CS1002: ; expected", PushTrouble.Describe("Program.cs(1,1): error CS1002: ; expected\n", Image));

    [Fact]
    public async Task A_registry_that_does_not_answer_is_named_before_anything_is_built()
    {
        var image = Image with { Registry = $"127.0.0.1:{FreePort.Next()}" };

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => RegistryAccess.CheckAsync(image, CancellationToken.None));

        Assert.StartsWith($"Registry '{image.Registry}' cannot be reached at http://{image.Registry}/v2/:", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("401 Unauthorized", null)]
    [InlineData("200 OK", null)]
    [InlineData("404 Not Found", "that is no registry")]
    public async Task What_answers_without_being_a_registry_is_told_from_one_that_wants_a_login(string status, string? complaint)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerOnce(listener, status);
        var image = Image with { Registry = listener.LocalEndpoint.ToString()! };

        var trouble = await Record.ExceptionAsync(() => RegistryAccess.CheckAsync(image, CancellationToken.None));

        await answering;
        Assert.Equal(complaint is not null, trouble is DistributedApplicationException);
        Assert.Contains(complaint ?? "", trouble?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:5000", true)]
    [InlineData("127.0.0.2", true)]
    [InlineData("europe-west1-docker.pkg.dev", false)]
    [InlineData("10.0.0.1:5000", false)]
    public void Only_loopback_is_spoken_to_without_TLS(string registry, bool isOnLoopback) => Assert.Equal(isOnLoopback, (Image with { Registry = registry }).IsOnLoopback);

    private static async Task AnswerOnce(TcpListener listener, string status)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        Assert.True(await stream.ReadAsync(new byte[4096]) > 0);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
    }
}
