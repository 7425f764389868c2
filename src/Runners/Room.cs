namespace Gradients.Runners;
