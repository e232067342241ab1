using Workshop.Labs.Desk;

namespace Workshop.Labs.Tests.Desk;

public sealed class CleanTableTests
{
    [Theory]
    [InlineData("clusterrolebinding.rbac.authorization.k8s.io/lab18-page-default", true)]
    [InlineData("clusterrolebinding.rbac.authorization.k8s.io/lab18-page-somebody", false)]
    [InlineData("clusterrole.rbac.authorization.k8s.io/system:default", false)]
    public void What_belongs_to_no_namespace_is_a_learners_by_its_name(string name, bool isOwn) => Assert.Equal(isOwn, CleanTable.IsOfALab(name, "default"));

    [Fact]
    public void Each_object_of_no_namespace_in_a_labs_files_says_whose_it_is()
    {
        var files = Directory.EnumerateFiles(Path.Combine(LabFiles.Find()!.Root, "Labs"), "*.yaml", SearchOption.AllDirectories).Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/gke/", StringComparison.Ordinal));
        var wide = files.SelectMany(file => File.ReadAllText(file).Split("\n---").Where(document => Kind(document) is "GatewayClass" or "IngressClass" or "ClusterRole" or "ClusterRoleBinding").Select(document => (file, document)));

        Assert.All(wide, one => Assert.True(one.document.Contains("workshop.dev/lab:", StringComparison.Ordinal), $"'{one.file}' makes an object that outlives a namespace. Label it, so that 'reset' finds it."));
    }

    private static string? Kind(string document) => document.Split('\n').FirstOrDefault(line => line.StartsWith("kind: ", StringComparison.Ordinal))?.Split(' ')[1];
}
