using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Rules.Warnings;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What is particular to a kind when it is written. This class itself is a kind without particulars.</summary>
internal class KindRules
{
    /// <summary>Whether <c>metadata.generation</c> counts the changes of what the user asks for.</summary>
    public virtual bool CountsGenerations => false;

    /// <summary>Whether a write of the status may change annotations as well: a loop's note on the object that is no wish of the user, and raises no generation.</summary>
    public virtual bool StatusBringsAnnotations => false;

    /// <summary>Whether a write of the status is held against <see cref="Validate"/>; the statuses of built-in kinds are the loops' own business.</summary>
    public virtual bool ValidatesStatus => false;

    /// <summary>What becomes of dependents when a deletion does not say: null, they go as well (Background).</summary>
    public virtual string? DefaultPropagation => null;

    /// <summary>What a user is told who deletes one without saying what becomes of its dependents.</summary>
    public virtual string? DefaultPropagationWarning => null;

    /// <summary>Whether an update may leave out the version that it builds on. Where it may not, as with leases, writers notice one another.</summary>
    public virtual bool AllowsUnconditionalUpdate => true;

    /// <value>Where the template of pods is, such as <c>spec.template</c>; null: it has none.</value>
    public virtual string? PodTemplate => null;

    /// <summary>Whether pods get names and hostnames that begin with the object's.</summary>
    public virtual bool NamesPods => false;

    /// <returns>What is wrong with the name.</returns>
    public virtual IEnumerable<string> NameProblems(string name) => Syntax.DnsSubdomain(name);

    /// <summary>The status that a new object begins with; null: what the creator says, if anything.</summary>
    public virtual JsonObject? FirstStatus(JsonObject body) => null;

    /// <summary>Takes over from the stored object what an update cannot change but may leave out.</summary>
    public virtual void CarryOver(JsonObject old, JsonObject body)
    {
    }

    /// <summary>Fills in what Kubernetes stores where the user said nothing. Doing it twice changes nothing.</summary>
    public virtual void Default(JsonObject body)
    {
    }

    /// <summary>What admission adds to a new object.</summary>
    public virtual void Admit(JsonObject body)
    {
    }

    /// <summary>What a user is to know who writes such an object, though it is right.</summary>
    /// <param name="old">The stored object; null for a new one.</param>
    public virtual IEnumerable<string> Warnings(JsonObject body, JsonObject? old)
    {
        var ofName = NamesPods && old is null ? TemplateWarnings.OfName(body, "Pod names and hostnames") : [];
        return PodTemplate is { } path && (old is null || IsNewGeneration(old, body)) ? ofName.Concat(TemplateWarnings.Of(body, path)) : ofName;
    }

    /// <param name="old">The stored object; null for a new one.</param>
    public virtual void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
    }

    /// <summary>Whether the change is one that raises the generation.</summary>
    public virtual bool IsNewGeneration(JsonObject old, JsonObject body) => !JsonNode.DeepEquals(old["spec"], body["spec"]);
}
