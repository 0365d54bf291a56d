/// The XML of PowerPoint's files: templates in the program itself, read once.
enum PowerPointParts {
  static let contentTypes = XMLTemplate(PackageResources.content_types_xml)
  static let contentTypeOfSlide = XMLTemplate(PackageResources.content_type_of_slide_xml)
  static let relationships = XMLTemplate(PackageResources.relationships_xml)
  static let relationship = XMLTemplate(PackageResources.relationship_xml)
  static let app = XMLTemplate(PackageResources.app_xml)
  static let core = XMLTemplate(PackageResources.core_xml)
  static let presentation = XMLTemplate(PackageResources.presentation_xml)
  static let slideID = XMLTemplate(PackageResources.slide_id_xml)
  static let sections = XMLTemplate(PackageResources.sections_xml)
  static let section = XMLTemplate(PackageResources.section_xml)
  static let sectionSlide = XMLTemplate(PackageResources.section_slide_xml)
  static let presentationProperties = XMLTemplate(PackageResources.pres_props_xml)
  static let viewProperties = XMLTemplate(PackageResources.view_props_xml)
  static let tableStyles = XMLTemplate(PackageResources.table_styles_xml)
  static let theme = XMLTemplate(PackageResources.theme_xml)
  static let slideMaster = XMLTemplate(PackageResources.slide_master_xml)
  static let slideLayout = XMLTemplate(PackageResources.slide_layout_xml)
  static let notesMaster = XMLTemplate(PackageResources.notes_master_xml)
  static let notesSlide = XMLTemplate(PackageResources.notes_slide_xml)
  static let slide = XMLTemplate(PackageResources.slide_xml)
  static let alternativeText = XMLTemplate(PackageResources.alternative_text_xml)
  static let picture = XMLTemplate(PackageResources.picture_xml)
  static let transition = XMLTemplate(PackageResources.transition_xml)
  static let shape = XMLTemplate(PackageResources.shape_xml)
  static let textBox = XMLTemplate(PackageResources.text_box_xml)
  static let group = XMLTemplate(PackageResources.group_xml)
  static let textBody = XMLTemplate(PackageResources.text_body_xml)
  static let run = XMLTemplate(PackageResources.run_xml)
  static let line = XMLTemplate(PackageResources.line_xml)
  static let preset = XMLTemplate(PackageResources.preset_xml)
  static let freeform = XMLTemplate(PackageResources.freeform_xml)
  static let path = XMLTemplate(PackageResources.path_xml)

  /// Points as English Metric Units, of which a point has 12,700.
  static func units(_ points: Double) -> Int { Int((points * 12_700).rounded()) }
}

extension XMLText {
  /// A length in points, in English Metric Units.
  static func length(_ points: Double) -> XMLText { XMLText(PowerPointParts.units(points)) }
}
