namespace Workshop.AppHost.Tests.Signatures;

/// <summary>Tests/AspireSignatures against what was read off Aspire.Hosting.Kubernetes: all that AspirePolicy.cs can say there, the package has.</summary>
public class RecordedSignatureTests
{
    private static readonly Dictionary<string, HashSet<string>> Recorded = RecordedSignatures.Read();

    [Fact]
    public void Every_type_and_member_is_Aspires()
    {
        var types = typeof(AspirePolicy).Assembly.GetExportedTypes().Where(type => type.Namespace?.StartsWith("Aspire.", StringComparison.Ordinal) == true).ToList();

        var foreign = types.Where(type => !Recorded.ContainsKey(Name(type))).Select(Name)
            .Concat(from type in types
                    where Recorded.ContainsKey(Name(type))
                    from member in SignatureText.Of(type)
                    where !Recorded[Name(type)].Contains(member)
                    select $"{Name(type)}: {member}");

        Assert.True(types.Count > 100, $"only {types.Count} types were compared");
        Assert.Equal([], foreign);
    }

    private static string Name(Type type) => (type.IsNested ? $"{type.DeclaringType!.Name}." : "") + type.Name.Split('`')[0];
}
