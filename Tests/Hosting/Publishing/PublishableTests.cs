using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Hosting.Model;
using Workshop.Hosting.Tests.Models;
using Workshop.Hosting.Validation;

namespace Workshop.Hosting.Tests.Publishing;

/// <summary>What cannot be written down is refused, all of it at once.</summary>
public class PublishableTests
{
    [Fact]
    public async Task A_bind_mount_an_executable_and_a_Dockerfile_are_named_a_line_each()
    {
        var model = new TestModel();
        model.Builder.AddContainer("mounted", "nginx").WithBindMount("/data", "/data");
        model.Builder.AddExecutable("tool", "make", ".");
        model.Builder.AddDockerfile("built", ".", "Dockerfile");

        var read = await new WorkloadReader(model.Builder.ExecutionContext, NullLogger.Instance)
            .ReadAsync(model.Builder.Resources, resource => resource is ContainerResource or ExecutableResource, _ => false, CancellationToken.None);

        var refusal = Assert.Throws<DistributedApplicationException>(() => ModelValidator.DemandPublishable(read));

        var lines = refusal.Message.Split('\n').Select(line => line.Trim()).ToList();
        Assert.Contains("3 mistakes", lines[0], StringComparison.Ordinal);
        Assert.Contains("nothing was written", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("Resource 'mounted': it mounts", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Resource 'tool': it is a", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Resource 'built': it is built of a Dockerfile", StringComparison.Ordinal));
    }
}
