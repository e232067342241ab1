using System.Net;
using System.Net.Http.Headers;

namespace Workshop.EndToEnd;

/// <summary>A run lets nobody in who has no key or token, is not to be reached from elsewhere, and keeps its secrets to itself.</summary>
[Collection(CollectionsByName.Shared)]
public sealed class SecurityTests
{
    [SkippableFact]
    public async Task Nothing_listens_beyond_loopback()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "reads Linux' socket table.");
        var workshop = await SharedWorkshop.Get();

        var listeners = ListeningSockets.Of(ProcessesOf(workshop));

        Assert.True(listeners.Count > 10, $"The socket table has {listeners.Count} listeners of the run.");
        Assert.DoesNotContain(listeners, listener => !IPAddress.IsLoopback(listener.Address.Address.IsIPv4MappedToIPv6 ? listener.Address.Address.MapToIPv4() : listener.Address.Address));
    }

    [SkippableFact]
    public async Task Every_door_of_Aspires_is_closed_to_whom_has_no_key()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "reads the dashboard's environment.");
        var workshop = await SharedWorkshop.Get();
        var dashboard = DashboardOf(workshop);

        Assert.Equal("401", await Grpc(dashboard["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"], "opentelemetry.proto.collector.trace.v1.TraceService/Export"));
        Assert.Equal("401", await Grpc($"{workshop.Endpoints.Otlp}".TrimEnd('/'), "opentelemetry.proto.collector.logs.v1.LogsService/Export"));
        Assert.Matches("^(401|403|200 grpc-status 16)$", await Grpc(dashboard["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"], "aspire.v1.DashboardService/GetApplicationInformation"));
        Assert.Equal("401", await Http(HttpMethod.Post, $"{dashboard["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]}/v1/traces"));
        Assert.Equal("401", await Http(HttpMethod.Get, $"{workshop.Endpoints.Dashboard}api/telemetry/spans"));
        Assert.Equal("302 /login", await Http(HttpMethod.Get, $"{workshop.Endpoints.Dashboard}"));
        Assert.Matches("^(302 /login|401|404|405)$", await Http(HttpMethod.Post, $"{workshop.Endpoints.Dashboard}mcp"));
    }

    [SkippableFact]
    public async Task Redis_password_is_on_no_command_line()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "reads Linux' process table.");
        var workshop = await SharedWorkshop.Get();
        var password = (await workshop.Kubectl("get secret redis-password -o jsonpath='{.data.value}' | base64 -d")).Succeeded();

        Assert.NotEmpty(password);
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)), folder => CommandLineOf(folder).Contains(password, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_second_user_reads_no_file_and_finds_no_door_open()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.UserName == "root", "only root can become another user.");
        var setpriv = RequiredTool.Named("setpriv");
        var workshop = await SharedWorkshop.Get();

        var asNobody = $"{setpriv} --reuid=65534 --regid=65534 --clear-groups --";

        // The folder above is the test's own, and closed as well: it must not be what protects.
        (await workshop.Shell($"chmod 755 '{Path.GetDirectoryName(workshop.StateFolder)}'")).Succeeded();
        Assert.Contains("Permission denied", (await workshop.Shell($"{asNobody} ls '{workshop.StateFolder}'")).Failed(), StringComparison.Ordinal);
        Assert.Contains("Permission denied", (await workshop.Shell($"{asNobody} cat '{workshop.StateFolder}/kubeconfig'")).Failed(), StringComparison.Ordinal);
        var processes = ProcessesOf(workshop);
        Assert.NotEmpty(processes);
        Assert.Empty((await workshop.Shell($"{asNobody} cat {string.Join(' ', processes.Select(process => $"/proc/{process}/environ"))} 2>/dev/null | tr -d '\\0'")).Output);
        Assert.Matches("40[13]$", (await workshop.Shell($"{asNobody} curl -sk -o /dev/null -w '%{{http_code}}' {workshop.Endpoints.Api}api/v1/secrets")).Succeeded());
        (await workshop.Shell($"chmod 700 '{Path.GetDirectoryName(workshop.StateFolder)}'")).Succeeded();
    }

    private static int[] ProcessesOf(RunningWorkshop workshop) =>
        [.. ProcessTable.Naming(workshop.StateFolder).Select(process => process.Id)];

    private static Dictionary<string, string> DashboardOf(RunningWorkshop workshop)
    {
        var process = Assert.Single(ProcessesOf(workshop), id => CommandLineOf($"/proc/{id}").Split('\0')[0].EndsWith("/Aspire.Dashboard", StringComparison.Ordinal));
        return File.ReadAllText($"/proc/{process}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(variable => variable.Split('=', 2)).DistinctBy(variable => variable[0]).ToDictionary(variable => variable[0], variable => variable[1]);
    }

    private static string CommandLineOf(string folder)
    {
        try
        {
            return File.ReadAllText($"{folder}/cmdline");
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return "";
        }
    }

    private static async Task<string> Http(HttpMethod method, string address)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(method, address);
        using var answer = await client.SendAsync(request);
        return answer.Headers.Location is { } location ? $"{(int)answer.StatusCode} {new Uri(new Uri(address), location).AbsolutePath}" : $"{(int)answer.StatusCode}";
    }

    // An empty message, as gRPC frames it: not compressed, no bytes.
    private static async Task<string> Grpc(string address, string method)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent([0, 0, 0, 0, 0]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/{method}") { Content = content, Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await client.SendAsync(request);
        return answer.Headers.TryGetValues("grpc-status", out var status) ? $"{(int)answer.StatusCode} grpc-status {status.Single()}" : $"{(int)answer.StatusCode}";
    }
}
